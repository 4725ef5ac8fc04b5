/** The logo: a struct with one member moved. */
export function SiteMark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect width="24" height="24" rx="5" class="mark-ground" />
      <path d="M5 6h14v3H5zM5 15h14v3H5z" fill="#fff" />
      <path d="M5 10.5h6v3H5z" fill="#fff" opacity=".45" />
      <path d="M13 10.5h6v3h-6z" fill="#ffd43b" />
    </svg>
  );
}
