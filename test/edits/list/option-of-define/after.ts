export default defineConfig(() => ({ plugins: [a(), b()] }));
