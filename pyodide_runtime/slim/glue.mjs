// Reads and cuts the script around Pyodide's WebAssembly (pyodide.asm.mjs), for script.py:
//   node glue.mjs graph SCRIPT                         prints what each declaration refers to, as JSON
//   node glue.mjs cut SCRIPT OUT LIVE.json             writes the script with only what is live, minified
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "acorn";
import { minify } from "terser";

const [mode, script, out, liveFile] = process.argv.slice(2);
const text = readFileSync(script, "utf8");
const source = (node) => text.slice(node.start, node.end);

/** Every node below a node, itself first. */
function* nodes(node) {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === "string") yield* nodes(child);
    }
  }
}

/** The name of a member: `a.name` and `a["name"]`, or nothing if it is computed. */
const memberName = ({ computed, property }) =>
  computed ? (typeof property.value === "string" ? property.value : undefined) : property.name;

/** Identifiers that are only keys: of members, of properties, of methods. */
function keyOf(node) {
  if (node.type === "MemberExpression") return node.computed ? undefined : node.property;
  if (node.type === "Property") return node.computed || node.shorthand ? undefined : node.key;
  return ["MethodDefinition", "PropertyDefinition"].includes(node.type) ? node.key : undefined;
}

/** What a piece of the script refers to: `name`, `wasmExports.name`, and `.name` for members of other objects. */
function references(piece) {
  const all = [...nodes(piece)];
  const keys = new Set(all.map(keyOf));
  const names = all.filter((node) => node.type === "Identifier" && !keys.has(node)).map(({ name }) => name);
  const members = all
    .filter((node) => node.type === "MemberExpression" && memberName(node) !== undefined)
    .map((node) => `${node.object.name === "wasmExports" ? "wasmExports" : ""}.${memberName(node)}`);
  return [...new Set([...names, ...members])];
}

/** The statements inside the function that makes the module, and the three places the linker filled in. */
const program = parse(text, { ecmaVersion: "latest", sourceType: "module" });
const [factory] = program.body.filter((node) => node.type === "FunctionDeclaration");
const statements = factory.body.body;
const functionNamed = (name) => statements.find((node) => node.id?.name === name);
const assignExports = functionNamed("assignWasmExports");
const convertSignatures = functionNamed("applySignatureConversions");
const importTable = statements
  .filter((node) => node.type === "VariableDeclaration")
  .flatMap((node) => node.declarations)
  .find((node) => node.id.name === "wasmImports");

/** Calls that only register something of a feature; they stay only if the feature is live. */
const REGISTERS = new Map([["registerPostMainLoop", "MainLoop"]]);
const SHARED = new Set(["Module", "API", "Object"]);

/** What a statement hangs on: `name` or `.member`; nothing if it has to stay whatever else goes. */
function hangsOn({ type, expression }) {
  if (type !== "ExpressionStatement") return undefined;
  if (expression.left?.type === "MemberExpression") return assignmentHangsOn(expression.left);
  const { callee = {} } = expression;
  if (callee.type === "Identifier") return REGISTERS.get(callee.name);
  const owner = callee.object?.name;
  return SHARED.has(owner) ? undefined : owner;
}

/** A signature hangs on its function, any other member on being read somewhere. */
function assignmentHangsOn(target) {
  const member = memberName(target);
  if (target.object.name === "API" || member === undefined) return undefined;
  return member === "sig" ? target.object.name : `.${member}`;
}

const PURE = /^(?:Arrow|Function|Class|Object|Array)|^(?:Literal|Identifier|MemberExpression|NewExpression)$/;

/** What each declaration and statement refers to. */
function graph() {
  const found = { declarations: {}, attached: {}, roots: [] };
  for (const statement of statements) {
    if (statement === assignExports || statement === convertSignatures) continue;
    if (statement.type === "VariableDeclaration") addVariables(found, statement);
    else if (statement.id) found.declarations[statement.id.name] = references(statement);
    else if (hangsOn(statement)) (found.attached[hangsOn(statement)] ??= []).push(...references(statement));
    else found.roots.push(...references(statement));
  }
  return { ...found, exports: exportVariables(), imports: imports() };
}

/** Variables hang on being named, but for those whose first value does something. */
function addVariables(found, statement) {
  for (const one of statement.declarations.filter((each) => each !== importTable)) {
    const used = one.init ? references(one.init) : [];
    if (one.id.type === "Identifier") found.declarations[one.id.name] = used;
    if (one.init && !PURE.test(one.init.type)) found.roots.push(...references(one));
  }
}

/** Export of the WebAssembly -> the variable that holds it. */
function exportVariables() {
  const found = {};
  for (const { expression } of assignExports.body.body) {
    let value = expression;
    while (value.type === "AssignmentExpression") value = value.right;
    const member = [...nodes(value)].find((node) => node.object?.name === "wasmExports");
    found[memberName(member)] = expression.left.name;
  }
  return found;
}

/** Import of the WebAssembly -> the variable that holds it. */
const imports = () =>
  Object.fromEntries(
    importTable.init.properties.map(({ key, value }) => [key.name ?? key.value, value.name]),
  );

/**
 * The portal's policy forbids `eval`, which the script needs for C code with JavaScript in it; a function that
 * says so, as the browser would, lets the names around it be shortened.
 */
const REFUSE = "refuseToEvaluate";
const REFUSAL = `function ${REFUSE}() { throw new EvalError("text is not run as code here"); }`;

/** Write the script with the live parts only. `live` holds the names, exports and imports that stay. */
async function cut(live) {
  const [names, exports, wanted] = [live.names, live.exports, live.imports].map((list) => new Set(list));
  const kept = statements.flatMap((statement) => {
    if (statement === assignExports) return [assigned(exports)];
    if (statement === convertSignatures) return [converted(exports)];
    if (statement.type === "VariableDeclaration") return declared(statement, names, wanted);
    if (statement.id) return names.has(statement.id.name) ? [source(statement)] : [];
    const place = hangsOn(statement);
    return place === undefined || names.has(place) ? [source(statement)] : [];
  });
  const head = text.slice(factory.start, factory.body.start);
  const rest = program.body.filter((node) => node !== factory).map(source);
  const body = kept.join("\n").replaceAll(/(?<![\w$.])eval\(/g, `${REFUSE}(`);
  const whole = `${head}{${REFUSAL}${hooked(body, live.hook)}}${rest.join("\n")}`;
  const { code } = await minify(whole, {
    module: true,
    compress: { passes: 2, unsafe_arrows: false },
    mangle: true,
    format: { comments: false },
  });
  writeFileSync(out, code);
}

/** Have a function of our own look at the instance before the script does. */
function hooked(body, hook) {
  if (!hook) return body;
  const place = "wasmExports=instance.exports;";
  if (body.split(place).length !== 2) throw new Error(`the script has not exactly one ${place}`);
  return `${hook.source}\n${body.replace(place, () => `wasmExports=${hook.call};`)}`;
}

function declared(statement, names, wanted) {
  const kept = statement.declarations.filter((one) => one.id.type !== "Identifier" || names.has(one.id.name));
  const parts = kept.map((one) =>
    one === importTable ? `wasmImports={${importsKept(wanted)}}` : source(one),
  );
  return parts.length ? [`${statement.kind} ${parts.join(",")};`] : [];
}

const importsKept = (wanted) =>
  importTable.init.properties
    .filter(({ key }) => wanted.has(key.name ?? key.value))
    .map(source)
    .join(",");

/** The assignments of the exports that stay. */
function assigned(exports) {
  const kept = assignExports.body.body.filter((statement) =>
    [...nodes(statement)].some(
      (node) => node.object?.name === "wasmExports" && exports.has(memberName(node)),
    ),
  );
  return `function assignWasmExports(wasmExports){${kept.map(source).join("")}}`;
}

/** Pointers above 2 GB are made unsigned; only for the exports that stay. */
function converted(exports) {
  const kept = convertSignatures.body.body.filter((statement) => {
    const target = statement.expression?.left;
    return target?.object?.name !== "wasmExports" || exports.has(memberName(target));
  });
  return `function applySignatureConversions(wasmExports){${kept.map(source).join("")}}`;
}

if (mode === "graph") console.log(JSON.stringify(graph()));
else await cut(JSON.parse(readFileSync(liveFile, "utf8")));
