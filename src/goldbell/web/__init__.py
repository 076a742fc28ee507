"""Page parts: design tokens, components, template partials and tags. Knows no duty."""
