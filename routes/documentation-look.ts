const svg = (width: number, height: number, content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" height="${height}" viewBox="0 0 ${width} 24">${content}</svg>`;

/** The icon: a struct with one member moved. */
const mark =
  '<rect width="24" height="24" rx="5" fill="#1f3a5f"/>' +
  '<path d="M5 6h14v3H5zM5 15h14v3H5z" fill="#fff"/><path d="M5 10.5h6v3H5z" fill="#fff" opacity=".45"/>' +
  '<path d="M13 10.5h6v3h-6z" fill="#ffd43b"/>';

const name =
  '<text x="31" y="17.5" font-family="system-ui, sans-serif" font-size="16" font-weight="600" fill="#fff">capidiff</text>';

/** Swagger UI's own colours have too little contrast for WCAG AA. */
const contrasts = `
.swagger-ui .info .title small { background: #54606f }
.swagger-ui .info .title small.version-stamp { background: #4a6d00 }
.swagger-ui .info a, .swagger-ui .info .url { color: #1b4f91 }
.swagger-ui .btn.authorize { border-color: #1d6339; color: #1d6339 }
.swagger-ui .btn.authorize svg { fill: #1d6339 }
.swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1b4f91 }
.swagger-ui .opblock.opblock-post .opblock-summary-method { background: #1d6339 }
.swagger-ui .opblock.opblock-patch .opblock-summary-method { background: #0f5f6b }
.swagger-ui .opblock.opblock-delete .opblock-summary-method { background: #a3231c }
.swagger-ui .json-schema-2020-12-expand-deep-button { color: #505050 }
`;

/** Swagger UI draws a logo without a name, and links inside of the buttons that open an operation. */
const repairs = `new MutationObserver(() => {
  for (const logo of document.querySelectorAll(".topbar img:not([alt])")) logo.alt = "capidiff";
  for (const link of document.querySelectorAll("button .opblock-summary-path a[href]")) link.removeAttribute("href");
}).observe(document, { childList: true, subtree: true });
`;

/** The appearance of `/docs`: our name, without the validator and fonts of other sites. */
export const look = {
  logo: { type: "image/svg+xml", content: svg(110, 40, mark + name), href: "/docs" },
  theme: {
    title: "capidiff: the API",
    favicon: [
      { filename: "capidiff.svg", rel: "icon", type: "image/svg+xml", sizes: "any", content: svg(24, 24, mark) },
    ],
    css: [
      {
        filename: "capidiff.css",
        content:
          ".swagger-ui .topbar { background: #1f3a5f; padding: 8px 0 }\n" +
          ".swagger-ui .topbar .download-url-wrapper { display: none }\n" +
          contrasts,
      },
    ],
    js: [{ filename: "capidiff.js", content: repairs }],
  },
  // Swagger UI needs inline styles.
  staticCSP:
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
