-- What a message answers to a reminder: confirmed, cancelled, or NULL. It has to be all that the message says.
create function app.reminder_wish(p_message public.conversation_messages)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_filler text := '(a|o|minha|meu|a minha|na|no|sessao|consulta|atendimento|horario|presenca|hoje|amanha|eu|ir|la|ai|sim|sim senhora?|tambem|infelizmente|desculp(e|a|em)|por aqui|pra mim|para mim|entao|dessa vez|desta vez|com certeza|tudo certo|combinado|beleza)';
  v_yes text := '(1|um|sim|s|ss|confirm(o|ar|ado|ada|amos|adissimo)|(pode|podem|quero|queria|gostaria de) confirmar|esta confirmad[oa]|(estarei|vou estar|estaremos|vou|iremos|irei)( sim)?|com certeza|combinado)';
  v_no text := '(2|dois|nao|n|nao (vou|irei|vamos|iremos)( mais)?( poder| conseguir)?( ir| comparecer| participar| estar)?|nao (posso|poderei|podemos|consigo|conseguirei|da|vai dar)( mais)?( ir| comparecer| participar)?|cancel(a|ar|e|o|em|ado|ada)|desmarc(a|ar|o|ado|ada)|desmarque|(pode|podem|quero|queria|preciso|gostaria de|vou( ter que| precisar)?|vou ter de|terei que|tenho que)( te)? (cancelar|desmarcar))';
  v_text text;
begin
  if p_message.kind in ('button', 'list') and p_message.content ->> 'id' in ('reminder_confirm', 'reminder_cancel') then
    return case p_message.content ->> 'id' when 'reminder_confirm' then 'confirmed' else 'cancelled' end;
  end if;
  if p_message.kind not in ('text', 'button', 'list') or char_length(p_message.body) not between 1 and 160 or p_message.body like '%?%' then
    return null;
  end if;
  v_text := app.bare_words(p_message.body);
  if v_text = '' then
    -- "ok" and a thumb are a yes to a reminder, and courtesy elsewhere
    return case when app.normalize_text(p_message.body) ~ '^\W*ok(ay)?\M' or p_message.body ~ '^\s*(👍|👌|✅|🆗)' then 'confirmed' end;
  end if;
  -- "não precisa cancelar" is none of both
  if v_text ~ '\m(nao|nem|sem)( (quero|queria|precisa|preciso|vou|pode|podem|e para|era para))? (cancel|desmarc|confirm)' then
    return null;
  end if;
  if v_text ~ ('^((' || v_filler || '|' || v_no || ')( |$))+$') and v_text ~ ('(^| )' || v_no || '( |$)') then
    return case when v_text ~ '(^| )(confirm\w*)( |$)' then null else 'cancelled' end;
  end if;
  if v_text ~ ('^((' || v_filler || '|' || v_yes || ')( |$))+$') and v_text ~ ('(^| )' || v_yes || '( |$)') then
    return 'confirmed';
  end if;
  return null;
end;
$$;
comment on function app.reminder_wish(public.conversation_messages) is
  'confirmed or cancelled when a message says nothing but that, in words, by number or by a button; NULL for questions and everything else.';
revoke execute on function app.reminder_wish(public.conversation_messages) from public, anon, authenticated;
