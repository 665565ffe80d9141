// What Home Assistant's MQTT discovery wants to be told of a stream, so that its alarm appears as an entity: a binary
// sensor of the class `problem`. https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery
import { createHash } from 'node:crypto';
import { OFFLINE, ONLINE } from './mqtt-link.js';
import { statusTopic, streamTopic } from './topics.js';

export interface Discovery {
  readonly topic: string;
  readonly payload: string;
}

/** `prefix`: Home Assistant's own, `homeassistant` as a rule. `base`: where this program publishes. */
export function discoveryOf(prefix: string, base: string, stream: string): Discovery {
  const id = `sluice_${createHash('sha256').update(`${base} ${stream}`).digest('hex').slice(0, 16)}`;
  const config = {
    name: 'Alarm',
    unique_id: id,
    device_class: 'problem',
    state_topic: streamTopic(base, stream, 'problem'),
    payload_on: 'ON',
    payload_off: 'OFF',
    json_attributes_topic: streamTopic(base, stream, 'last'),
    availability_topic: statusTopic(base),
    payload_available: ONLINE,
    payload_not_available: OFFLINE,
    device: { identifiers: [id], name: stream, manufacturer: 'sluice' },
    origin: { name: 'sluice' },
  };
  return { topic: `${prefix}/binary_sensor/${id}/config`, payload: JSON.stringify(config) };
}
