export const { postModule } = load();
