declare module "fs-native-extensions" {
  /**
   * Takes the lock on a file if it is free: an open file description lock on Linux, flock elsewhere, LockFileEx on
   * Windows.
   */
  export function tryLock(fd: number): boolean;
}
