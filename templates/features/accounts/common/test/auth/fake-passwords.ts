/** A hash that can be read, and a count of the work. */
export class FakePasswords {
  compared: (string | undefined)[] = [];
  outdated = false;
  hash = async (password: string) => `hash of ${password}`;
  isOutdated = () => this.outdated;
  matches = async (passwordHash: string | undefined, password: string) => {
    this.compared.push(passwordHash);
    return passwordHash === `hash of ${password}`;
  };
}
