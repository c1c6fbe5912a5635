function a() { const app = x(); app.use(helmet()); return app; }
