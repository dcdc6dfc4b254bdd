"""Who gets the updates by e-mail: asked for, confirmed by a link, left with one click. An address is kept for nothing else, and not a day longer."""
