/** The service's own mark: a struct of which one member moved. */
const mark = (height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" height="${height}" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#1f3a5f"/>` +
  '<path d="M5 6h14v3H5zM5 15h14v3H5z" fill="#fff"/><path d="M5 10.5h6v3H5z" fill="#fff" opacity=".45"/>' +
  '<path d="M13 10.5h6v3h-6z" fill="#ffd43b"/></svg>';

const logo = mark(40)
  .replace('viewBox="0 0 24 24"', 'viewBox="0 0 110 24"')
  .replace(
    "</svg>",
    '<text x="31" y="17.5" font-family="system-ui, sans-serif" font-size="16" font-weight="600" fill="#fff">capidiff</text></svg>',
  );

/** How `/docs` looks: under the service's name, without the validator and fonts of other sites. */
export const look = {
  logo: { type: "image/svg+xml", content: logo, href: "/docs" },
  theme: {
    title: "capidiff: the API",
    favicon: [{ filename: "capidiff.svg", rel: "icon", type: "image/svg+xml", sizes: "any", content: mark(24) }],
    css: [
      {
        filename: "capidiff.css",
        content:
          ".swagger-ui .topbar { background: #1f3a5f; padding: 8px 0 }\n" +
          ".swagger-ui .topbar .download-url-wrapper { display: none }\n",
      },
    ],
  },
  // Styles in the page's own elements are what Swagger UI draws with.
  staticCSP:
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
