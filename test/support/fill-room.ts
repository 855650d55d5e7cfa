// Fills a room with numbered messages, quickly: as the command line of this machine would, many under way at a time.
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

/** Stores `message 1` … `message <count>` in `room`, in this order. @param server such as `nats://127.0.0.1:4222`. */
export async function fillRoom(server: string, room: string, count: number): Promise<void> {
  const connection = await connect({ servers: server });
  const stream = jetstream(connection);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  await Promise.all(numbers.map((number) => stream.publish(`chat.room.${room}`, `message ${number}`)));
  await connection.close();
}
