"""Makes features.onnx: a small convolutional network that finds a shape in a picture of 32 x 32 and says what it is and where, and whose last
hidden layer of 40 numbers is what the GRU gets. Needs PyTorch; run once, the result is kept beside this file.

    python3 make-features.py
"""
import torch
from torch import nn

torch.manual_seed(1)
SIZE, FEATURES = 32, 40


def draw(kind, x, y, radius, noise):
    """(batch, 1, 32, 32) pictures; kind 0: nothing, 1: disc, 2: square, 3: triangle; x, y, radius as shares of the picture."""
    at = (torch.arange(SIZE) + 0.5) / SIZE
    dx = at[None, None, :] - x[:, None, None]
    dy = at[None, :, None] - y[:, None, None]
    r = radius[:, None, None]
    disc = r - (dx**2 + dy**2).sqrt()
    square = 0.85 * r - torch.maximum(dx.abs().expand_as(disc), dy.abs().expand_as(disc))
    triangle = torch.minimum(0.6 * r - dy.expand_as(disc), 0.5 * (r + dy) - dx.abs())
    nothing = torch.full_like(disc, -1)
    inside = torch.stack([nothing, disc, square, triangle])[kind, torch.arange(len(kind))]
    picture = (inside * SIZE + 0.5).clamp(0, 1)
    return (picture + noise * torch.randn_like(picture)).unsqueeze(1)


def batch(count):
    kind = torch.randint(0, 4, (count,))
    x, y = torch.rand(count) * 1.2 - 0.1, torch.rand(count) * 1.2 - 0.1
    radius = 0.08 + 0.1 * torch.rand(count)
    return draw(kind, x, y, radius, 0.1 * torch.rand(count, 1, 1)), kind, torch.stack([x, y], 1)


features = nn.Sequential(
    nn.Conv2d(1, 8, 3, stride=2, padding=1), nn.ReLU(),
    nn.Conv2d(8, 16, 3, stride=2, padding=1), nn.ReLU(),
    nn.Conv2d(16, 16, 3, stride=2, padding=1), nn.ReLU(),
    nn.Flatten(), nn.Linear(256, FEATURES), nn.Tanh(),
)
what, where = nn.Linear(FEATURES, 4), nn.Linear(FEATURES, 2)
parameters = [p for module in (features, what, where) for p in module.parameters()]
optimizer = torch.optim.Adam(parameters, 2e-3)
STEPS = 3000
for step in range(STEPS):
    for group in optimizer.param_groups:
        group["lr"] = 2e-3 * (1 - step / STEPS)
    pictures, kind, place = batch(256)
    vector = features(pictures)
    there = (kind > 0).float()[:, None]
    loss = nn.functional.cross_entropy(what(vector), kind) + 20 * (there * (where(vector) - place) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 500 == 499:
        print(f"step {step + 1}: loss {loss.item():.3f}")

features.eval()
with torch.no_grad():
    pictures, kind, place = batch(4000)
    vector = features(pictures)
    right = (what(vector).argmax(1) == kind).float().mean().item()
    off = ((where(vector) - place)[kind > 0] ** 2).sum(1).sqrt().mean().item() * SIZE
print(f"{100 * right:.1f} % of shapes named, {off:.2f} pixels off on average")
torch.onnx.export(features, torch.zeros(1, 1, SIZE, SIZE), "features.onnx", input_names=["picture"], output_names=["features"], opset_version=13)
