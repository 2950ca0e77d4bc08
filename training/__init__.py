"""How the language model is made: reads the training data, trains all heads on one encoder, exports to ONNX int8.

torch is used here only; the package `lagebild` never imports this folder. `make train` runs `python -m training.run`.
"""
