"""The thin server of Harmony Portal, and the `harmony` command.

Rooms, from the top; each imports only what stands below it, and import-linter holds that (pyproject.toml):

    cli              the `harmony` command
    demo             a synthetic district to try things on
    serving          a data folder, the clock and a site put together, behind uvicorn
    create_district  a new data folder
    app              `create_app`, which is given everything it uses
    api              HTTP: routes, what every request must be, problems. Decides nothing
    sso              signing in to apps: OpenID Connect as policy, without a protocol's transport
    roster           an import, and what it ends
    accounts         who may come in: signing in, sessions, passwords, throttle; refusals without a protocol
    badges           their life, their keys, their cards
    printing         cards as PDF and PNG
    migrations       the database's versions
    store            what is remembered. Decides nothing
    settings         what a district decided

What refuses somebody, in `accounts` and below, knows no HTTP: it raises an `AccessRefused` with a code, and
`api` turns that into a problem.
"""
