"""The results chain that roadmaps and contracts share: results, indicators, periods, progress, activities, risks, parties."""
