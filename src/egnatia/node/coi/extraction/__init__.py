"""Texts out of files: files are not trusted, so a child process with little time, little memory and no way out reads them."""
