"""The demo district's apps: one for each icon, each seen by others, and many without from grade 3."""

from harmony_words import languages

_WITH_ICONS = """\
# The apps of Maple Street District, all invented. `harmony apps check` shows who sees what.

[[app]]
id = "story"
name = {en = "Story Doors", es = "Puerta de cuentos"}
link = "/demo-app.html?app=story"
icon = "story.svg"
background = "sky"
category = "read"
[app.who]
roles = ["student"]
grades = ["PK", "KG", "01", "02", "03"]

[[app]]
id = "sound"
name = {en = "Sound Steps", es = "Pasos y sonidos"}
link = "/demo-app.html?app=sound"
icon = "sound.svg"
background = "marigold"
category = "read"
[app.who]
roles = ["student"]
grades = ["PK", "KG", "01"]

[[app]]
id = "garden"
name = {en = "Number Garden", es = "Jardín de números"}
link = "/demo-app.html?app=garden"
icon = "garden.svg"
background = "paper"
category = "numbers"
[app.who]
roles = ["student"]
grades = ["PK", "KG", "01", "02", "03", "04", "05"]

[[app]]
id = "shape"
name = {en = "Shape Lab", es = "Taller de formas"}
link = "/demo-app.html?app=shape"
icon = "shape.svg"
background = "coral"
category = "numbers"
[app.who]
schools = ["maple"]

[[app]]
id = "code"
name = {en = "Code Path", es = "Camino de código"}
link = "/demo-app.html?app=code"
icon = "code.svg"
background = "teal"
category = "numbers"
[app.who]
roles = ["student"]
grades = ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]

[[app]]
id = "paint"
name = {en = "Paint Pot", es = "Bote de pintura"}
link = "/demo-paint.html"
icon = "paint.svg"
background = "teal"
category = "make"
[app.who]
everyone = true
[app.oidc]                       # this one signs in: a page with a client of its own
public = true
redirect_uris = [REDIRECTS]
claims = ["given_name", "grade"]

[[app]]
id = "beat"
name = {en = "Beat Box", es = "Caja de ritmos"}
link = "/demo-app.html?app=beat"
icon = "beat.svg"
background = "marigold"
category = "make"
[app.who]
schools = ["birch"]

[[app]]
id = "song"
name = {en = "Song Room", es = "Sala de canciones"}
link = "/demo-app.html?app=song"
icon = "song.svg"
background = "paper"
category = "make"
[app.who]
classes = ["birch-06-music", "birch-07-music", "birch-08-music"]

[[app]]
id = "world"
name = {en = "World Window", es = "Ventana al mundo"}
link = "/demo-app.html?app=world"
icon = "world.svg"
background = "paper"
category = "class"
[app.who]
roles = ["student"]
grades = ["02", "03", "04", "05", "06", "07", "08"]

[[app]]
id = "quiet"
name = {en = "Quiet Corner", es = "Rincón tranquilo"}
link = "/demo-app.html?app=quiet"
icon = "quiet.svg"
background = "sky"
category = "class"
[app.who]
everyone = true

[[app]]
id = "mail"
name = {en = "Class Notes", es = "Notas de clase"}
link = "/demo-app.html?app=mail"
icon = "mail.svg"
background = "coral"
category = "class"
[app.who]
roles = ["teacher", "administrator"]

[[app]]
id = "discover"
name = {en = "Discovery Bench", es = "Banco de pruebas"}
link = "/demo-app.html?app=discover"
icon = "discover.svg"
background = "teal"
category = "more"
[app.who]
roles = ["student"]
grades = ["06", "07", "08", "09", "10", "11", "12"]
"""

_WITHOUT_ICON = (
    ("read", "wagon", "Word Wagon", "Vagón de palabras"),
    ("read", "rhyme", "Rhyme Row", "Fila de rimas"),
    ("read", "ladder", "Letter Ladder", "Escalera de letras"),
    ("read", "poem", "Poem Porch", "Portal de poemas"),
    ("read", "spell", "Spellwell", "Ortografía"),
    ("numbers", "fair", "Fraction Fair", "Feria de fracciones"),
    ("numbers", "nest", "Number Nest", "Nido de números"),
    ("numbers", "angle", "Angle Alley", "Callejón de ángulos"),
    ("numbers", "grove", "Graph Grove", "Arboleda de gráficas"),
    ("numbers", "puzzle", "Puzzle Pier", "Muelle de acertijos"),
    ("make", "clay", "Clay Cloud", "Nube de barro"),
    ("make", "pixel", "Pixel Pond", "Estanque de píxeles"),
    ("make", "film", "Film Fort", "Fuerte de películas"),
    ("class", "weather", "Weather Wall", "Muro del tiempo"),
    ("class", "rocks", "Rock Rack", "Estante de rocas"),
    ("class", "library", "Library Lane", "Camino a la biblioteca"),
    ("more", "lunch", "Lunch List", "Menú del comedor"),
    ("more", "bus", "Bus Board", "Horario del autobús"),
)

_PINS = """
[[start_here]]
app = "garden"
from = {en = "Ms. Rivera", es = "la Sra. Rivera"}
[start_here.who]
schools = ["maple"]

[[start_here]]
app = "code"
from = {en = "Mr. Duarte", es = "el Sr. Duarte"}
[start_here.who]
schools = ["birch"]
"""


def _without_icon(category: str, app_id: str, english: str, spanish: str) -> str:
    return f"""
[[app]]
id = "{app_id}"
name = {{en = "{english}", es = "{spanish}"}}
link = "/demo-app.html?app={app_id}"
category = "{category}"
[app.who]
roles = ["student"]
grades = ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]
"""


_REDIRECTS = ", ".join(f'"/{language.folder}demo-paint.html"' for language in languages())
APPS = "".join(
    (_WITH_ICONS.replace("REDIRECTS", _REDIRECTS), *(_without_icon(*app) for app in _WITHOUT_ICON), _PINS)
)
