"""个人信息: names, numbers and words of people, sealed per person, searched blindly, shown masked, opened for a purpose, erased by key."""
