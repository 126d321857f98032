"""Mail that the portal sends: asked for in a transaction, made and sent by a worker of the server.

asking     putting a mail into the queue
kinds      whom a mail is for, and what must be made anew when it is sent
letters    its text, in the language it was asked in
transport  handing it over, to a mail server (RFC 5321) or into a folder
worker     one thread a process, that sends what is due

No link and no text lies in the queue. A message has one Message-ID however often it is tried. Before its last
byte is sent, the queue knows: what broke off earlier is tried again, and what broke off there is shown as
failed, because nobody can tell whether it arrived (RFC 1047). So nothing is sent twice.
"""
