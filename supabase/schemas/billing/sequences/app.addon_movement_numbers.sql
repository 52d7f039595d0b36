create sequence app.addon_movement_numbers;
