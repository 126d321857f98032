"""The thin server of Harmony Portal, and the `harmony` command.

`create_app` in `app` is given everything it uses; `serving` puts a data folder, a clock and a site
together and runs it. Imports point downwards: `store` < `badges`, `passwords`, `throttle`, `sessions` <
`api` < `app` < `serving` < `cli`.
"""
