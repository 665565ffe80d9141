// Where results and alarms of a stream are published, under one topic.

/** A name as levels of a topic: what would be a wildcard is replaced. */
function levelsOf(name: string): string {
  return name.replaceAll(/[+#\0]/g, '_');
}

export function statusTopic(base: string): string {
  return `${base}/status`;
}

/** `result`: of each row. `alarm`: notes. `problem`: ON or OFF. `last`: the newest note. */
export function streamTopic(base: string, stream: string, what: 'result' | 'alarm' | 'problem' | 'last'): string {
  return `${base}/${levelsOf(stream)}/${what}`;
}
