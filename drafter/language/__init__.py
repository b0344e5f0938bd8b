"""Vietnamese as a script: folding with its offset map, numbers in words, syllables, sentence ends."""
