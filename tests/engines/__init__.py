"""The built site in the engines of other browsers, where a machine has them: Gecko and WebKit."""
