// The channels of a monitor, each as its kind is watched.
import { type ChannelDescription, stateValues } from '../../model/channel-description.js';
import { WatchedChannel } from '../watched-channel.js';
import { type MonitoredChannel, StateChannel } from './state-channel.js';

/** `take`: gives the next numbers of the monitor's state. */
export function monitorChannels(
  channels: number,
  described: readonly ChannelDescription[] | undefined,
  take: (count: number) => Float64Array,
): readonly MonitoredChannel[] {
  return Array.from({ length: channels }, (_, c) => {
    const { kind = 'gauge', states = [] } = described?.[c] ?? {};
    return kind === 'state'
      ? new StateChannel(take(StateChannel.NUMBERS), stateValues(states))
      : new WatchedChannel(take(WatchedChannel.NUMBERS));
  });
}

/** How many numbers they are. */
export function channelNumbers(channels: number, described: readonly ChannelDescription[] = []): number {
  const states = described.filter(({ kind }) => kind === 'state').length;
  return (channels - states) * WatchedChannel.NUMBERS + states * StateChannel.NUMBERS;
}
