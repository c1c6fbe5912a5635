function a() { const app = x(); return app; }
