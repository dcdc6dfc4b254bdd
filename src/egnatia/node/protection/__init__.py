"""Special needs: quick indicators now; age assessment, best interests and guardianship follow."""
