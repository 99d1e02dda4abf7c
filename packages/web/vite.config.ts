import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: { outDir: "dist/app", emptyOutDir: true, target: "es2023" },
  worker: { format: "es" },
});
