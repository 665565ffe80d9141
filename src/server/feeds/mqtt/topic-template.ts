// Which stream and channel a topic is, by a template as `plant/{stream}/{channel}`: each part in braces stands for one
// level, and `+` for one that says nothing. Several `{stream}` are joined. Without a template the last level is the
// channel.

export interface TopicNames {
  readonly stream: string;
  /** Null: the payload says which channels there are. */
  readonly channel: string | null;
}

/** Null where the topic does not fit. */
export type TopicTemplate = (topic: string, hasChannels: boolean) => TopicNames | null;

/** `hasChannels`: the payload has several values, by their names. */
export const lastIsChannel: TopicTemplate = (topic, hasChannels) => {
  if (hasChannels) return { stream: topic, channel: null };
  const at = topic.lastIndexOf('/');
  return at <= 0 ? { stream: topic, channel: 'value' } : { stream: topic.slice(0, at), channel: topic.slice(at + 1) };
};

/** Throws TypeError where the template names no stream. */
export function topicTemplate(template: string): TopicTemplate {
  const levels = template.split('/');
  if (!levels.includes('{stream}')) throw new TypeError(`a template must have a level {stream}: received ${template}`);
  const wrong = levels.find((level) => /[{}]/.test(level) && level !== '{stream}' && level !== '{channel}');
  if (wrong !== undefined) throw new TypeError(`a template has {stream} and {channel}: received ${wrong}`);
  return (topic, hasChannels) => {
    const given = topic.split('/');
    if (given.length !== levels.length) return null;
    const fits = levels.every((level, i) => level === '+' || level.startsWith('{') || level === given[i]);
    if (!fits) return null;
    const named = (what: string) => given.filter((_, i) => levels[i] === what).join('/');
    const channel = named('{channel}');
    return { stream: named('{stream}'), channel: hasChannels ? null : channel === '' ? 'value' : channel };
  };
}
