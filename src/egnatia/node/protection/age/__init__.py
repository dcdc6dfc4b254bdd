"""Age assessment: a careful process in the child's favour (Reg. (EU) 2024/1348 art. 25; EASO guide on age assessment, 2nd ed.)."""
