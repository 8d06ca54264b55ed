"""How the shipped analysis model is made, from open data. See README.md."""
