/**
 * The camera check: is there a camera, may the page use it, and can a badge be read with it? It uses the camera, the
 * frames and the decoder of the scan. Nothing is sent anywhere, and nothing of a badge leaves the worker.
 */

import { Camera, CameraError } from "../../scan/camera.mjs";
import { DecoderLoader } from "../../scan/decoder-loader.mjs";
import { FrameSender } from "../../scan/frames.mjs";
import { WorkerClient } from "../../scan/worker-client.mjs";
import { CHECKS, Diagnosis } from "./diagnosis.mjs";
import { copyReport } from "./report.mjs";
import * as show from "./doctor-view.mjs";

/** What a camera's fault says of the two checks that come before the first frame. @type {Record<string, string[]>} */
const FAULTS = {
  none: ["wrong", "next"],
  busy: ["wrong", "next"],
  lost: ["wrong", "next"],
  broken: ["wrong", "next"],
  denied: ["good", "wrong"],
  insecure: ["next", "wrong"],
};

/** One check after another, whenever somebody starts it. */
export class Doctor {
  #diagnosis = new Diagnosis();
  /** @type {WorkerClient | null} */
  #worker = null;
  #decoder = new DecoderLoader();
  #camera = new Camera(show.video, () => this.#fail("lost"));
  #frames = new FrameSender(show.video, (frame) => this.#worker?.scan("frame", frame, ""));

  constructor() {
    for (const action of ["start", "retry"]) show.on(action, () => this.start());
    show.on("stop", () => this.#stop());
    show.on("swap", () => this.#swap());
    show.on("copy", copyReport);
    document.addEventListener("visibilitychange", () => document.hidden && this.#isRunning && this.#stop());
    show.stage("idle");
  }

  get #isRunning() {
    return this.#camera.isOpen || this.#worker !== null;
  }

  /** Ask for the camera and begin. */
  async start() {
    this.#end();
    this.#diagnosis = new Diagnosis();
    show.begin();
    try {
      if (!(await this.#camera.open())) return;
    } catch (error) {
      if (!(error instanceof CameraError)) throw error;
      this.#fail(error.reason);
      return;
    }
    show.check("there", "good");
    show.check("allowed", "good");
    show.preview((await this.#camera.abilities()).swap);
    await this.#startWorker();
  }

  async #startWorker() {
    if (!this.#decoder.module) await this.#decoder.load();
    const { module } = this.#decoder;
    if (!this.#camera.isOpen) return; // somebody stopped it meanwhile
    if (!module) {
      this.#fail("broken");
      return;
    }
    this.#worker = new WorkerClient(DOCTOR_WORKER_URL, 0, {
      onMessage: (message) => this.#receive(message),
      onLost: () => this.#fail("broken"),
    });
    this.#worker.sendDecoder(module);
  }

  /** @param {import("../../scan/types").MessageToPage} message */
  #receive(message) {
    if (message.type === "decoder-ready") this.#frames.start();
    else if (message.type === "sight") this.#look(message);
    else if (message.type === "looked" && this.#camera.isOpen) this.#frames.next();
  }

  /** @param {import("../../scan/types").Sight} sight */
  #look(sight) {
    if (!this.#camera.isOpen) return;
    this.#diagnosis.look(sight);
    for (const check of CHECKS) show.check(check, this.#diagnosis.state(check));
    show.advise(this.#diagnosis.finding, sight.code?.side ?? 0);
    show.light(this.#diagnosis.lit);
    if (!this.#diagnosis.isOver) return;
    this.#end();
    show.pass();
  }

  async #swap() {
    this.#frames.stop();
    try {
      await this.#camera.swap();
      this.#frames.start();
    } catch (error) {
      this.#fail(error instanceof CameraError ? error.reason : "lost");
    }
  }

  /** The camera cannot be used, or nothing can look. @param {string} fault */
  #fail(fault) {
    this.#end();
    const [there = "wrong", allowed = "next"] = FAULTS[fault] ?? [];
    show.check("there", there);
    show.check("allowed", allowed);
    for (const check of CHECKS) show.check(check, "next");
    show.fail(fault);
  }

  #stop() {
    this.#end();
    show.stage("idle");
  }

  /** The camera goes off, and the worker ends. */
  #end() {
    this.#frames.stop();
    this.#camera.close();
    this.#worker?.end();
    this.#worker = null;
  }
}
