"""The nouns: frozen structs and enumerations without any input or output."""
