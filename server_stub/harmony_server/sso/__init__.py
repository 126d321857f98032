"""Signing in to apps by OpenID Connect, without a web framework. `provider.Provider` is the door to it.

provider          what the routes ask for
token_endpoint    codes and refresh tokens become tokens
token_uses        what tokens are good for: user information, introspection, revocation
back_channel      apps are told when a session is over
authorization     whether an app's request is answered, with what, or who has to sign in first
requests          an app's request as a checked value
codes             what an app shows for its tokens, sealed
loops             an app that sends somebody back again and again
logout            an app asks that its user be signed out
client_proofs     an app proves that it is this app
subjects          what an app is told of a person
id_tokens         made and read
discovery         what apps read first
clients           an app, with its addresses whole
client_keys       the public keys of apps
keys              the ring of keys that signs for apps, and nothing else
outgoing          what the portal itself asks of others
errors            refusals in the words of OAuth 2.0
"""
