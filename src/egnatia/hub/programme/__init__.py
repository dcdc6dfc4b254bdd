"""The programme: phases and contracts with their logframes, money, evaluations, lessons; IATI; reports; what the next programming should hold."""
