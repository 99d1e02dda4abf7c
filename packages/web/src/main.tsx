import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "./app/router.tsx";
import "./look/fonts.css";
import "./look/page.css";
import "./look/header.css";
import "./look/review.css";
import "./look/agreement.css";
import "./look/panel.css";
import "./look/print.css";

const place = document.getElementById("app");
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}
