"""Reception: centres and places, who lives where and what they need, presence without a diary, incidents, and limits that never touch the minimum."""
