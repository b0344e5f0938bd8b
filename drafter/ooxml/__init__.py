"""Word's XML: the package, styles, automatic numbers and the walk that reading, comments and assembling share."""
