"""Words of texts in the region's languages, made comparable: across scripts, spellings and endings. Knows no database."""
