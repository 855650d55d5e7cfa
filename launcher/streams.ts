// Creates the streams natter keeps its chat in, and adapts them to changed flags. It never deletes one.
import { DiscardPolicy, JetStreamApiError, jetstreamManager, StorageType } from '@nats-io/jetstream';
import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { CHAT_STREAM, PAYLOAD_MAX_BYTES } from '../web/protocol/streams.ts';
import { LaunchError } from './errors.ts';

export interface Retention {
  /** Over all rooms; 0 is no limit, here and below. */
  readonly maxMessages: number;
  readonly maxAgeSeconds: number;
  readonly maxBytes: number;
}

const STREAM_NOT_FOUND = 10059;
const DEDUPE_SECONDS = 120;

/**
 * Brings the CHAT stream to the wished shape; a second call changes nothing.
 * @throws LaunchError if nats-server refuses, as when the disk is too small for `maxBytes`.
 */
export async function provisionStreams(connection: NatsConnection, retention: Retention): Promise<void> {
  const config = chatConfig(retention);
  try {
    const manager = await jetstreamManager(connection);
    if (await exists(manager, config.name)) await manager.streams.update(config.name, config);
    else await manager.streams.add(config);
  } catch (error) {
    if (!(error instanceof JetStreamApiError)) throw error;
    throw new LaunchError(
      `nats-server refused the stream ${config.name}: ${error.message}.`,
      'Try other values for --max-msgs, --max-age or --max-bytes.',
      { cause: error },
    );
  }
}

type ChatConfig = Partial<StreamConfig> & Pick<StreamConfig, 'name'>;

function chatConfig({ maxMessages, maxAgeSeconds, maxBytes }: Retention): ChatConfig {
  const { name, subjects, republish } = CHAT_STREAM;
  // A dedupe window longer than the messages live is refused (seen on 2.15.1).
  const dedupe = maxAgeSeconds === 0 ? DEDUPE_SECONDS : Math.min(DEDUPE_SECONDS, maxAgeSeconds);
  return {
    name,
    description: 'natter: every message of every room',
    subjects: [...subjects],
    storage: StorageType.File,
    discard: DiscardPolicy.Old,
    allow_direct: true,
    republish: { src: republish.source, dest: republish.destination },
    max_msgs: maxMessages || -1,
    max_age: nanoseconds(maxAgeSeconds),
    max_bytes: maxBytes || -1,
    max_msg_size: PAYLOAD_MAX_BYTES,
    duplicate_window: nanoseconds(dedupe),
  };
}

function nanoseconds(seconds: number): number {
  return seconds * 1e9;
}

async function exists(manager: JetStreamManager, name: string): Promise<boolean> {
  try {
    await manager.streams.info(name);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return false;
    throw error;
  }
}
