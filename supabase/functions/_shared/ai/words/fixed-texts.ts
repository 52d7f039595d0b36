/** Danger, in the words that the emergency numbers go with. */
export type Risk = 'risk_self_harm' | 'risk_crisis' | 'risk_emergency' | 'risk_violence'

/** What is answered at once, in exactly these words, before a person takes over. */
export const riskTexts: Readonly<Record<Risk, string>> = {
  risk_self_harm:
    'Obrigado por contar isso. Por favor, fale agora com alguém: o CVV atende pelo 188, de graça, 24 horas por dia. Se houver risco neste momento, ligue 192 (SAMU) ou vá ao pronto-socorro mais próximo e não fique só. Já avisei uma pessoa da nossa equipe.',
  risk_crisis:
    'Por favor, procure ajuda agora: ligue 192 (SAMU) ou vá ao pronto-socorro mais próximo. Para conversar com alguém neste momento, o CVV atende pelo 188, de graça, 24 horas por dia. Já avisei uma pessoa da nossa equipe.',
  risk_emergency:
    'Isso pode ser uma emergência. Ligue agora para o 192 (SAMU) ou vá ao pronto-socorro mais próximo; em acidente, incêndio ou afogamento, ligue 193 (Bombeiros). Não espere por uma resposta aqui. Já avisei uma pessoa da nossa equipe.',
  risk_violence:
    'Sinto muito. Se há perigo agora, ligue 190 (Polícia). A Central de Atendimento à Mulher atende pelo 180, de graça, 24 horas por dia; violência contra crianças, idosos e outras pessoas pode ser denunciada pelo 100. Se alguém está ferido, ligue 192 (SAMU). Já avisei uma pessoa da nossa equipe.',
}
