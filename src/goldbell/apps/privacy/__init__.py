"""个人信息: names, numbers and words of people, sealed per person, found blindly, shown masked, erased by key."""
