"""A sensor in Python, with nothing but the standard library: the handshake, frames of RFC 6455, and the documented bytes of sluice.v1.
Start `sluice serve`, then `python3 examples/sensor-over-websocket/sender.py [host] [port] [rows]`."""
import base64, json, math, os, random, socket, struct, sys, time

host, port, rows = (sys.argv[1:] + ["127.0.0.1", "8080", "600"][len(sys.argv) - 1:])[:3]
connection = socket.create_connection((host, int(port)))
stream = connection.makefile("rb")
key = base64.b64encode(os.urandom(16)).decode()
connection.sendall((f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sluice.v1\r\n\r\n").encode())
while stream.readline() not in (b"\r\n", b""):
    pass


def send(opcode, payload):
    """One message, masked as a client must."""
    mask = os.urandom(4)
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else struct.pack(">BH", 0x80 | 126, len(payload))
    masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
    connection.sendall(bytes([0x80 | opcode]) + size + mask + masked)


def receive():
    """The next message: its opcode and payload."""
    first, size = stream.read(2)
    if size == 126:
        (size,) = struct.unpack(">H", stream.read(2))
    elif size == 127:
        (size,) = struct.unpack(">Q", stream.read(8))
    return first & 15, stream.read(size)


send(1, json.dumps({"kind": "open", "number": 0, "stream": "python-1", "model": "anomaly", "channels": ["temperature", "pressure"],
                    "replace": True, "predictions": "all", "maxDelayMs": 5000}).encode())
start, done, alarms = time.time() * 1000, 0, 0
for row in range(int(rows)):
    broken = 30 if row == int(rows) - 50 else 0
    values = struct.pack("<dff", start + row * 100, 60 + math.sin(row / 30) + random.random() / 10 + broken, 3 + math.cos(row / 30) / 10)
    # a block: kind, stream, sequence, bytes, time of the last row, rows before it; then the rows
    send(2, struct.pack("<IIIIdd", 1, 0, row + 1, len(values), start + row * 100, row) + values)
while done < int(rows):
    opcode, message = receive()
    if opcode == 9:
        send(10, message)
    at = 0
    while opcode == 2 and at < len(message):
        kind = message[at]
        if kind == 17:  # a prediction: head, scores, and what a model of series says
            scores, index = struct.unpack_from("<H", message, at + 2)[0], struct.unpack_from("<I", message, at + 8)[0]
            done, flags = index + 1, message[at + 1]
            at += 40 + 4 * scores
            if flags & 4:
                at += 16 + 12 * struct.unpack_from("<I", message, at + 12)[0]
        elif kind == 18:  # a detection: head, label, channel
            label, channel = struct.unpack_from("<H", message, at + 2)[0], struct.unpack_from("<I", message, at + 52)[0]
            names = message[at + 56:at + 56 + label + channel].decode()
            print(f"{names[:label]}  {names[label:]}  severity {struct.unpack_from('<f', message, at + 48)[0]:.1f}")
            alarms += 1
            at += 56 + label + channel
        elif kind == 19:  # blocks that came
            at += 16
send(1, json.dumps({"kind": "ack", "number": 0, "predictions": done, "detections": alarms}).encode())
send(1, json.dumps({"kind": "close", "number": 0}).encode())
while True:
    opcode, message = receive()
    if opcode == 1 and json.loads(message)["kind"] == "closed":
        break
print(f"{done} predictions, {alarms} alarms")
