"""What people put into passwords everywhere: tried first by whoever guesses.

Months and weekdays, and what most of the passwords in published lists are made of, in the languages of the
portal. Whole passwords that are common are a list that whoever asks brings along.
"""

from __future__ import annotations

MONTHS = (
    *("january", "february", "march", "april", "june", "july", "august"),
    *("september", "october", "november", "december"),
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)
DAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    *("summer", "winter", "spring", "autumn", "verano", "invierno", "otono", "primavera"),
)
AT_SCHOOL = (
    *("school", "student", "teacher", "class", "grade", "classroom", "homework", "chromebook", "portal"),
    *("elementary", "middle", "high", "district", "unified", "academy", "street", "password", "passwort"),
    *("escuela", "colegio", "alumno", "alumna", "estudiante", "maestra", "maestro", "clase", "grado"),
    *("contrasena", "clave", "secreto", "secret", "login", "signin", "account", "letmein", "welcome"),
    *("bienvenido", "changeme", "default", "admin", "administrator", "computer", "internet", "google"),
)
LOVED = (
    *("iloveyou", "loveyou", "lovely", "forever", "princess", "prince", "angel", "queen", "king", "babygirl"),
    *("babyboy", "sunshine", "rainbow", "unicorn", "butterfly", "flower", "chocolate", "cookie", "cupcake"),
    *("teamo", "tequiero", "amor", "corazon", "princesa", "mariposa", "estrella", "hermosa", "bonita"),
    *("football", "baseball", "basketball", "soccer", "softball", "hockey", "futbol", "barcelona", "madrid"),
    *("minecraft", "roblox", "fortnite", "pokemon", "pikachu", "mario", "sonic", "nintendo", "starwars"),
    *("superman", "batman", "spiderman", "ironman", "hello", "hellokitty", "whatever", "awesome", "cool"),
    *("dragon", "monkey", "tiger", "tigers", "eagle", "eagles", "lion", "lions", "panther", "panthers"),
    *("wildcat", "wildcats", "bulldog", "bulldogs", "falcon", "falcons", "hawks", "shadow", "master"),
    *("freedom", "trustno", "mustang", "ninja", "hunter", "killer", "michael", "jordan", "jesus", "ashley"),
    *("correcthorsebatterystaple", "batterystaple", "summer", "abcabc", "asdasd", "qweqwe"),
)
COMMONPLACE = frozenset((*MONTHS, *DAYS, *AT_SCHOOL, *LOVED))
