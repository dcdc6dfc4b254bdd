"""Looking for a child's family: by consent of both, through protection alone, never through police or the country of origin."""
