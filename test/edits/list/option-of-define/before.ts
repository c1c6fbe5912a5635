export default defineConfig(() => ({ plugins: [a()] }));
