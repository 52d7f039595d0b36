create trigger ai_prompts_audit after insert or update or delete on public.ai_prompts
  for each row execute function app.tg_any__audit();
