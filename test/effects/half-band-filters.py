# Designs the half-band filters of src/effects/half-band-filters.ts. It needs SciPy:
#   python3 test/effects/half-band-filters.py
# A half-band filter of 4 m - 1 coefficients has zeros at every second one; the 2 m others, doubled, are a filter of even
# length that passes everything up to twice the edge, so the Parks-McClellan algorithm finds them.
import numpy as np
from scipy.signal import remez


def half_band(m, edge):
    g = remez(2 * m, [0, 2 * edge, 0.5 - 1e-9, 0.5], [1, 0], weight=[1, 1e-6], fs=1.0)
    return [float(np.float32(value / 2)) for value in g[:m]]


print("1 to 2 times:", half_band(20, 20 / 96))
print("2 to 4 times:", half_band(6, 20 / 192))
