"""The forms of answers, as JSON Schemas are printed from them."""
