#!/bin/sh
# A sensor in a shell: one JSON object a line, by websocat (or any program that makes a message of each line).
# Start `sluice serve`, then: sh examples/sensor-over-websocket/lines.sh | websocat --protocol sluice.v1 ws://127.0.0.1:8080/
echo '{"kind":"open","number":0,"stream":"shell-1","model":"anomaly","channels":["load"],"encoding":"json","replace":true}'
row=0
while [ "$row" -lt "${ROWS:-100000}" ]; do
  read -r load _ < /proc/loadavg
  echo "{\"kind\":\"block\",\"number\":0,\"values\":[[$(date +%s)000,$load]]}"
  row=$((row + 1))
  sleep "${EVERY:-1}"
done
echo '{"kind":"close","number":0}'
