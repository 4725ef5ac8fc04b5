/**
 * A pause changed by up to a fifth, so that processes do not act together.
 * @param random from 0 to 1
 */
export function jittered(pause: number, random: number): number {
  return pause * (0.8 + 0.4 * random);
}
