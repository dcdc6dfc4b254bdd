"""What the programme tells and does together: events with their conclusions; news and the cooperation update come next."""
