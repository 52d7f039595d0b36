create sequence app.early_action_numbers;
